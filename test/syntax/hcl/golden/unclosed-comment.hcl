a = 1
/* goes on
b = 2
# to the end
