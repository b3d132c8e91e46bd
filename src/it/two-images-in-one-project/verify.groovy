def log = new File(basedir, 'build.log').text
assert log.contains('has been made in this build from something else. Give each image a module of its own')
