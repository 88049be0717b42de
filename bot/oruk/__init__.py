"""The directory as open data: Open Referral UK 3.0, for other people's programs. Only what anyone may be shown."""
