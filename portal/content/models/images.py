"""Photos with the name of who took them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class ImageTag(TagBase):
    """Tags of photos, apart from those of news, so that a popular tag shows no agency the work of another."""

    free_tagging = True

    class Meta:
        verbose_name = _("tag foto")
        verbose_name_plural = _("tag foto")


class TaggedImage(ItemBase):
    tag = models.ForeignKey(ImageTag, models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey("content.PortalImage", models.CASCADE, related_name="tagged")


class PortalImage(AbstractImage):
    """A photo; ``description`` is its alternative text, ``credit`` who took it (Kode Etik Jurnalistik 2)."""

    credit = models.CharField(_("fotografer atau sumber"), max_length=150, blank=True)
    tags = TaggableManager(
        help_text=None, blank=True, verbose_name=_("tag"), through=TaggedImage, related_name="+"
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("foto")
        verbose_name_plural = _("foto")
        permissions = [("choose_image", "Can choose image")]


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
