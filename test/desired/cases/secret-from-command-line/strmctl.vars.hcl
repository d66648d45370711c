other = [hunter2]
