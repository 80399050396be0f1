"""What a file holds for people and for machines: its words by place, and whether a screen reader can read it.

`running` is the door. The rest reads strangers' files and therefore runs in a process of its own with little time
and memory; it imports no Django.
"""
