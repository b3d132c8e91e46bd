package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsConnections;

/**
 * What all steps of one run share.
 *
 * @param request what to publish
 * @param connections all regions
 * @param aws the region that is worked at
 * @param listener who hears of it
 * @param journal what writes it down
 */
record Work(
    PublishRequest request,
    AwsConnections connections,
    AwsConnection aws,
    PublishListener listener,
    Journal journal) {

  /** Returns the same work at another region. */
  Work at(AwsConnection other) {
    return new Work(request, connections, other, listener, journal);
  }

  /** Returns the attempt that is going on. */
  Attempt attempt() {
    return journal.state().attempt();
  }
}
