/**
 * The cluster form on one machine: broker, JobManager and TaskManagers as processes of their own,
 * kept up by a supervisor, and the job deployed to such a cluster or any other over REST. The job
 * itself knows nothing of it.
 */
@NullMarked
package io.livegate.cluster;

import org.jspecify.annotations.NullMarked;
