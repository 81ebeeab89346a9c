from lk.app import app_or_exit

app = app_or_exit()
