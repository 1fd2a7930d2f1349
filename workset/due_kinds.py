"""What the worker does (workset.due): by kind, the function that does it, and how often what comes back is done."""

from datetime import timedelta

DUE_WORK = {
    "address-taken": "accounts.mails.address_taken",
    "email-change-asked": "accounts.mails.email_change_asked",
    "email-changed": "accounts.mails.email_changed",
    "invite": "accounts.mails.invite",
    "new-device": "accounts.mails.new_device",
    "password-reset": "accounts.mails.password_reset",
    "refused-reuse": "accounts.mails.refused_reuse",
    "verify-email": "accounts.mails.verify_email",
    "purge-answers": "workset.api.idempotency.purge_answers",
    "purge-accounts": "accounts.purges.purge",
    "purge-bin": "workouts.logbook.bin.purge",
    "recount": "workouts.logbook.loads.recount_account",
}
RECURRING_WORK = {
    "purge-answers": timedelta(days=1),
    "purge-accounts": timedelta(hours=6),
    "purge-bin": timedelta(days=1),
}
