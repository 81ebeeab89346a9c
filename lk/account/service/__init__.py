"""What is done with accounts: verbs with plain values. Nothing here commits, except where a short
transaction of its own is said to.
"""

from lk.account.passwords import hash_password
from lk.account.service.erasing import Erased, Leaving, erase, erases
from lk.account.service.housekeeping import forget_old_sessions
from lk.account.service.links import usable
from lk.account.service.my_data import (
    ask_for_email,
    cancel_email,
    change_password,
    confirm_email,
    consents_of,
    save_data,
    withdraw_consent,
)
from lk.account.service.notices import save_notices, send_again
from lk.account.service.office import (
    approve,
    block,
    change_email_by_office,
    find_user,
    list_users,
    unblock,
)
from lk.account.service.recovery import (
    CodeProof,
    Grant,
    accept_code,
    ask_for_code,
    ask_for_login,
    forgive,
    granted,
    prove_code,
    set_password,
)
from lk.account.service.registration import (
    Agreed,
    ask_again,
    confirm,
    create_user,
    find_registration,
    register,
)
from lk.account.service.sessions import sign_ins_of, sign_out_everywhere
from lk.account.service.signing import Proof, Started, finish, prove, prove_own, start
from lk.account.service.tries import count_tries
from lk.account.service.unsubscribing import subscription, token_for, unsubscribe

__all__ = [
    "Agreed",
    "CodeProof",
    "Erased",
    "Grant",
    "Leaving",
    "Proof",
    "Started",
    "accept_code",
    "approve",
    "ask_again",
    "ask_for_code",
    "ask_for_email",
    "ask_for_login",
    "block",
    "cancel_email",
    "change_email_by_office",
    "change_password",
    "confirm",
    "confirm_email",
    "consents_of",
    "count_tries",
    "create_user",
    "erase",
    "erases",
    "find_registration",
    "find_user",
    "finish",
    "forget_old_sessions",
    "forgive",
    "granted",
    "hash_password",
    "list_users",
    "prove",
    "prove_code",
    "prove_own",
    "register",
    "save_data",
    "save_notices",
    "send_again",
    "set_password",
    "sign_ins_of",
    "sign_out_everywhere",
    "start",
    "subscription",
    "token_for",
    "unblock",
    "unsubscribe",
    "usable",
    "withdraw_consent",
]
