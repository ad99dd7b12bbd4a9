"""Do ThreadPool and ThreadPoolExecutor do what their documentation promises?"""
