package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsConnections;

/**
 * What all steps of one run share.
 *
 * @param request what to publish
 * @param connections the regions
 * @param listener who hears of it
 * @param journal what writes it down
 */
record Work(
    PublishRequest request, AwsConnections connections, PublishListener listener, Journal journal) {

  /** Returns the region that is published to first. */
  AwsConnection aws() {
    return connections.primary();
  }

  /** Returns the attempt that is going on. */
  Attempt attempt() {
    return journal.state().attempt();
  }
}
