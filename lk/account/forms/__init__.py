"""What is asked, and in which words; one file an occasion."""

from lk.account.forms.my_data import (
    ChangePasswordForm,
    ConsentForm,
    DataForm,
    NewPasswordForm,
    OwnPasswordForm,
)
from lk.account.forms.notices import AgainForm, NoticesForm
from lk.account.forms.recovery import AddressForm, CodeForm
from lk.account.forms.registration import RegistrationForm
from lk.account.forms.sign_in import SignInForm

__all__ = [
    "AddressForm",
    "AgainForm",
    "ChangePasswordForm",
    "CodeForm",
    "ConsentForm",
    "DataForm",
    "NewPasswordForm",
    "NoticesForm",
    "OwnPasswordForm",
    "RegistrationForm",
    "SignInForm",
]
