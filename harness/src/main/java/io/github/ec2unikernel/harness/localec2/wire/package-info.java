/** AWS's wire protocols: signatures, Query with XML, REST with JSON. Not API. */
package io.github.ec2unikernel.harness.localec2.wire;
