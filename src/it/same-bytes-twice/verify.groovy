def disks = ['monday', 'friday/in/another/folder'].collect { new File(basedir, "$it/target/same-bytes-twice-1.0.raw") }
assert disks[0].bytes == disks[1].bytes
assert disks[0].lastModified() != disks[1].lastModified()
