-- Notes which reactions no worker has any more. 1: the names of those that there are
update spanwire.reaction
set declared = false
where declared and name <> all (?)
