def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
['Booting: pvgrub, 256 MiB, 1 vcpu, 2 networks',
 'probe | HTTP /index.html on port 80: HTTP 200 in ',
 'probe | HTTP /index.html on port 8081: HTTP 200 in ',
 'the guest is running, and all 2 probes were answered as expected'].each { wanted -> assert runs[0].contains(wanted), wanted }
['boot: FAILURE: the guest powered off before it had answered as expected: HTTP /index.html on port 80: HTTP 200 in ',
 '; /^Welcome/ is not in its page; the page begins: served over eth0 to 10.0.2.2',
 '| web-server: up'].each { wanted -> assert runs[1].contains(wanted), wanted }
def packets = new File(basedir, 'target/static.pcap').getText('ISO-8859-1')
assert packets.startsWith('\u00d4\u00c3\u00b2\u00a1')
return true
