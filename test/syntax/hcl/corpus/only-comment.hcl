

  	
# only a comment