"""From how long a task on does it pay to hand it to other workers?"""
