from django.db import migrations, models

import giaouoc.accounts.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "code",
                    models.CharField(
                        default=giaouoc.accounts.models.new_code, editable=False, max_length=16, unique=True
                    ),
                ),
                ("sign_in", models.CharField(max_length=64, unique=True)),
                ("full_name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sign_in__regex", "^[a-z0-9._-]{3,64}$")), name="sign_in_plain"
                    )
                ],
            },
        ),
    ]
