"""How lively each unit's site is: news, changes of its lists, requests answered, days of silence."""
