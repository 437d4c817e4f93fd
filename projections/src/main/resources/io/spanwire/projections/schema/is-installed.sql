-- Whether the installation's table exists
select to_regclass('spanwire.installation') is not null as installed
