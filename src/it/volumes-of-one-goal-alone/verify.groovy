def log = new File(basedir, 'build.log').text
assert log.contains("$basedir/target/volumes-of-one-goal-alone-1.0.raw has been made in this build from something else. " +
  'Give each image a module of its own, or all goals of a project the same configuration of the disk and its <volumes>.')
assert !new File(basedir, 'local-ec2').exists()
