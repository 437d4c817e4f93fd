create database spanwire owner spanwire_owner
