"""What does one hand-over of the GIL cost?"""
