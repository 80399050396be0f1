"""Every door of the Wagtail admin, and for whom it opens.

The guard (portal.middleware_admin) lets officers through the doors named here and through no others: a
new name in an upgrade stays shut, and tests/agencies/test_doors.py fails until it is classed. Own
namespaces are registered by their app; their views ask the policy themselves.
"""

from enum import Enum


class Door(Enum):
    """OPEN: nothing of an agency is behind it. ROWS: what is shown and named by id is bounded by rights
    in Wagtail. CITY: DKISS and the administrator. CLOSED: nobody, because another screen does it and
    leaves a trace.
    """

    OPEN = "open"
    ROWS = "rows"
    CITY = "city"
    CLOSED = "closed"


# Each line: a prefix ("-" for none), then the names that follow it.
_TABLE = {
    Door.OPEN: """
        wagtailadmin_ home account logout dismissibles sprite javascript_catalog block_preview
        wagtailadmin_ choose_page_external_link choose_page_email_link choose_page_phone_link
        wagtailadmin_ choose_page_anchor_link editing_sessions:release
    """,
    Door.ROWS: """
        wagtailadmin_ explore_root explore explore_results editing_sessions:ping
        wagtailadmin_ choose_page choose_page_child choose_page_search choose_page_chosen_multiple
        wagtailadmin_api:pages: listing detail find action
        wagtailadmin_reports: aging_pages aging_pages_results
        - wagtail_bulk_action
        wagtailadmin_pages: add preview_on_add choose_parent usage edit preview_on_edit view_draft add_subpage
        wagtailadmin_pages: delete unpublish convert_alias search search_results move move_confirm
        wagtailadmin_pages: set_page_position copy workflow_action collect_workflow_action_data
        wagtailadmin_pages: confirm_workflow_cancellation workflow_preview lock unlock revisions_index
        wagtailadmin_pages: revisions_view revisions_revert revisions_unschedule revisions_compare
        wagtailadmin_pages: workflow_history workflow_history_detail history history_results
        wagtaildocs: index index_results add edit delete add_multiple edit_multiple delete_multiple
        wagtaildocs: document_usage create_multiple_from_uploaded_document delete_upload_multiple
        wagtaildocs_chooser: choose choose_results chosen chosen_multiple create
        wagtailimages: index index_results edit delete url_generator url_generator_output preview add
        wagtailimages: image_usage add_multiple edit_multiple delete_multiple
        wagtailimages: create_multiple_from_uploaded_image delete_upload_multiple
        wagtailimages_chooser: choose choose_results chosen chosen_multiple create select_format
    """,
    # Titles, names and tags of every agency, or settings of the whole site.
    Door.CITY: """
        wagtailadmin_api:documents: listing detail find
        wagtailadmin_api:images: listing detail find
        wagtailadmin_ tag_autocomplete tag_model_autocomplete
        wagtailadmin_pages: type_use type_use_results set_privacy
        wagtailadmin_collections: index add edit delete set_privacy
        wagtailadmin_workflows: index index_results add enable disable edit usage usage_results remove
        wagtailadmin_workflows: add_task select_task_type task_index task_index_results edit_task
        wagtailadmin_workflows: disable_task enable_task task_chooser task_chooser_results
        wagtailadmin_workflows: task_chooser_create task_chosen
        wagtailadmin_reports: locked_pages locked_pages_results workflow workflow_results workflow_tasks
        wagtailadmin_reports: workflow_tasks_results site_history site_history_results
        wagtailadmin_reports: page_types_usage page_types_usage_results
        wagtailforms: index index_results list_submissions list_submissions_results delete_submissions
        wagtailredirects: index index_results add edit delete start_import process_import
        wagtailsettings: edit preview_on_edit
        wagtailembeds: chooser chooser_upload
        wagtailsites: index index_results add edit delete history history_results usage copy
        wagtailsnippets: index
    """,
    # Sign-in is allauth's (second factor, throttle); people and groups are made by membership services.
    Door.CLOSED: """
        wagtailadmin_ login password_reset password_reset_done password_reset_confirm
        wagtailadmin_ password_reset_complete error_test
        - wagtailcore_login
        wagtailusers_users: index index_results add edit delete history history_results usage copy
        wagtailusers_groups: index index_results add edit delete history history_results usage
    """,
}


def _read(text: str) -> list[str]:
    lines = [line.split() for line in text.strip().splitlines()]
    return [("" if line[0] == "-" else line[0]) + name for line in lines for name in line[1:]]


DOORS: dict[str, Door] = {name: door for door, text in _TABLE.items() for name in _read(text)}
# The portal's own screens: their views ask the policy themselves, and the permission table covers each of
# them.
_own_namespaces: set[str] = {"people", "trail"}


def register_namespace(namespace: str) -> None:
    """Open an app's own admin namespace ("desk"): its views ask the policy, and the permission table
    covers them.
    """
    _own_namespaces.add(namespace)


def own_namespaces() -> frozenset[str]:
    return frozenset(_own_namespaces)


def door_of(view_name: str) -> Door | None:
    """The class of a view name; None when nobody classed it (shut for officers)."""
    if view_name in DOORS:
        return DOORS[view_name]
    namespace = view_name.rpartition(":")[0]
    if namespace and (namespace in _own_namespaces or namespace.split(":")[0] in _own_namespaces):
        return Door.OPEN
    return None
