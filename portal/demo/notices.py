"""Two serta merta notices: a flood that is over, and a drill that is announced for the next hours."""

from datetime import date, datetime, timedelta

from disclosure.emergency import services
from disclosure.emergency.models import EmergencyNotice
from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on
from portal.demo.people import officer_of


def seed_notices(today: date, now: datetime) -> int:
    """Announced through the service by officers of the units; returns how many there are."""
    _past(today)
    _drill(now)
    return EmergencyNotice.objects.count()


def _past(today: date) -> None:
    agency = Agency.objects.filter(code="BPBD").first()
    if agency is None:
        return
    began, by = moment_on(today - timedelta(days=12), 5, 40), officer_of(agency)
    values = {
        "hazard": "flood", "severity": "Severe", "urgency": "Immediate", "certainty": "Observed",
        "response": "Evacuate", "status": "Actual", "headline": "Banjir di Kubangsari, air setinggi lutut (contoh)",
        "places": ["Ciwandan"], "area_detail": "RW 03 dan 04", "source": agency.name, "contact": "",
        "description": "Hujan sejak pukul dua dini hari membuat kali meluap ke permukiman.",
        "instruction": "Matikan listrik. Bawa anak dan lansia ke balai warga.",
        "evacuation": "Balai warga Kubangsari lewat jalan desa.",
        "starts_at": began - timedelta(hours=1), "ends_at": began + timedelta(hours=24),
    }  # fmt: skip
    with at(began):
        notice = services.announce(agency=agency, by=by, now=began, values=values)
    over = began + timedelta(hours=9)
    with at(over):
        services.end(notice=notice, by=by, now=over, reason="Air sudah surut, jalan dapat dilalui.")


def _drill(now: datetime) -> None:
    """Short and plainly a drill; it goes by itself after six hours."""
    agency = Agency.objects.filter(code="BPBD").first() or Agency.objects.filter(is_ppid_utama=True).first()
    if agency is None:
        return
    values = {
        "hazard": "other", "severity": "Minor", "urgency": "Future", "certainty": "Unlikely",
        "response": "Monitor", "status": "Exercise", "headline": "Contoh pengumuman", "places": ["*"],
        "area_detail": "", "description": "Contoh di portal peraga; tidak ada kejadian apa pun.",
        "instruction": "Tidak perlu berbuat apa-apa. Ini hanya contoh.", "source": agency.name, "contact": "",
        "starts_at": now, "ends_at": now + timedelta(hours=6),
    }  # fmt: skip
    services.announce(agency=agency, by=officer_of(agency), now=now, values=values)
