update name_note set text = $3 where owner = $1 and note = $2
