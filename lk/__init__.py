"""`lk`: the customer portal («Личный кабинет») of a regional electric grid company.

The map, from the top down; imports only go down:

- `app` builds the application; `server` starts it, `demo` fills it
- `admin`, `home`: the office's commands; the front page
- `applications`, `meters`, `calculator`: the capabilities, none knows another
- `questions`, `account`: threads with the specialist; who the consumer is
- `web`: the kit for pages, without a business word
- `outbox`, `audit`, `limits`, `company`, `crypto`, `files`: small packages, one thing each
- `mail`, `db`, `clock`, `config`: the only doors to SMTP, the database, the clock, the environment
"""
