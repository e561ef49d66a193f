"""Static files with a fingerprint in their name, compressed, without chasing source maps."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class EstaticosConHuella(CompressedManifestStaticFilesStorage):
    """Packages name `.map` files that they do not ship; only CSS references are rewritten."""

    support_js_module_import_aggregation = True
    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",
                (r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""", """@import url("%(url)s")"""),
            ),
        ),
    )
