region = "asia"
