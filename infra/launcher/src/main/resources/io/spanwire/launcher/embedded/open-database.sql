grant connect on database spanwire to spanwire_worker, spanwire_reader
