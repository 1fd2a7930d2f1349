from typing import Any

import factory

from accounts.models import User

PASSWORD = "iron-and-chalk-42"


class UserFactory(factory.django.DjangoModelFactory):
    """A lifter who signs in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"lifter{n}@example.org")
    timezone = "UTC"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(**({"password": PASSWORD} | kwargs))
