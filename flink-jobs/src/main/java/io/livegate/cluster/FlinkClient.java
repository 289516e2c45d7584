package io.livegate.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;

/** Talks to a Flink cluster over REST: any cluster, not only those started here. */
public final class FlinkClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String address;
  private final RestClusterClient<String> rest;

  /**
   * A job of the cluster.
   *
   * @param id 32 hexadecimal digits
   * @param state Flink's word for it: RUNNING, RESTARTING, FINISHED ...
   * @param startedAtMillis epoch
   */
  public record Job(String id, String name, String state, long startedAtMillis) {
    /** Whether it will do anything again. */
    public boolean isOver() {
      return JobStatus.valueOf(state).isGloballyTerminalState();
    }
  }

  /**
   * @param address {@code host:port} of its REST interface
   * @throws IllegalArgumentException if that is no address
   */
  public FlinkClient(String address) {
    this.address = address;
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "'" + address + "' is no address of a Flink cluster: give host:port of its REST port");
    }
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, address.substring(0, colon));
    settings.set(RestOptions.PORT, Integer.parseInt(address.substring(colon + 1)));
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
    settings.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500));
    try {
      this.rest = new RestClusterClient<>(settings, address);
    } catch (Exception e) {
      throw new IllegalStateException("no client for " + address + ": " + e, e);
    }
  }

  /** Task slots the cluster has now, free or not. */
  public int slots() throws InterruptedException {
    return await(rest.getClusterOverview(), PATIENCE).getNumSlotsTotal();
  }

  public int freeSlots() throws InterruptedException {
    return await(rest.getClusterOverview(), PATIENCE).getNumSlotsAvailable();
  }

  /** Jobs the cluster remembers, the newest first. */
  public List<Job> jobs() throws InterruptedException {
    return await(rest.listJobs(), PATIENCE).stream()
        .map(
            job ->
                new Job(
                    job.getJobId().toHexString(),
                    job.getJobName(),
                    job.getJobState().name(),
                    job.getStartTime()))
        .sorted(Comparator.comparingLong(Job::startedAtMillis).reversed())
        .toList();
  }

  /**
   * Hands a job over with its jars.
   *
   * @return its id
   */
  String submit(JobGraph job) throws InterruptedException {
    try {
      return await(rest.submitJob(job), Duration.ofMinutes(2)).toHexString();
    } catch (IllegalStateException e) {
      cancelUnanswered(job.getJobID(), e);
      throw e;
    }
  }

  /** It may have been accepted all the same, and nobody would know of it. */
  private void cancelUnanswered(JobID job, IllegalStateException failure)
      throws InterruptedException {
    try {
      await(rest.cancel(job), PATIENCE);
    } catch (IllegalStateException e) {
      failure.addSuppressed(e); // as a rule: there is no such job
    }
  }

  /**
   * Waits until every task of the job runs.
   *
   * @throws IllegalStateException if it ends before or does not get there in time, saying why
   */
  public void awaitRunning(String job, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var details = await(rest.getJobDetails(JobID.fromHexString(job)), PATIENCE);
      if (details.getJobStatus().isGloballyTerminalState()) {
        throw new IllegalStateException(
            "job " + job + " is " + details.getJobStatus() + failure(job));
      }
      // A job that is only being prepared has no tasks yet, of which all would run.
      if (details.getJobStatus() == JobStatus.RUNNING
          && details.getJobVertexInfos().stream()
              .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "job "
                + job
                + " is "
                + details.getJobStatus()
                + " and not all of its tasks run after "
                + patience.toSeconds()
                + " s"
                + lastFailure(job));
      }
      Thread.sleep(100);
    }
  }

  private String failure(String job) throws InterruptedException {
    return await(rest.requestJobResult(JobID.fromHexString(job)), PATIENCE)
        .getSerializedThrowable()
        .map(failure -> ": " + failure.getMessage())
        .orElse("");
  }

  /** Why it was started again last; that there are too few slots where it never ran. */
  private String lastFailure(String job) throws InterruptedException {
    JobExceptionsMessageParameters parameters = new JobExceptionsMessageParameters();
    parameters.jobPathParameter.resolve(JobID.fromHexString(job));
    return await(
            rest.sendRequest(
                JobExceptionsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()),
            PATIENCE)
        .getExceptionHistory()
        .getEntries()
        .stream()
        .findFirst()
        .map(failure -> ", because of " + innermost(failure.getStacktrace()))
        .orElse(": are there free slots?");
  }

  /** The message of the cause that has no other. */
  private static String innermost(String stackTrace) {
    return stackTrace
        .lines()
        .filter(line -> !line.startsWith("\t"))
        .reduce((earlier, later) -> later)
        .map(line -> line.replaceFirst("^Caused by: ", ""))
        .orElse("something unnamed");
  }

  /**
   * Stops a job at a savepoint: what it had decided by then is out, and what it knew is in there.
   *
   * @param folder where to, a URI; empty: where the cluster's settings say
   * @return the savepoint's path
   */
  public String stopWithSavepoint(String job, String folder, Duration patience)
      throws InterruptedException {
    return await(
        rest.stopWithSavepoint(
            JobID.fromHexString(job), false, orNull(folder), SavepointFormatType.CANONICAL),
        patience);
  }

  /** A savepoint of a job that goes on. */
  public String savepoint(String job, String folder, Duration patience)
      throws InterruptedException {
    return await(
        rest.triggerSavepoint(
            JobID.fromHexString(job), orNull(folder), SavepointFormatType.CANONICAL),
        patience);
  }

  /** Ends a job and waits until it has; what it knew is gone. */
  public void cancel(String job) throws InterruptedException {
    await(rest.cancel(JobID.fromHexString(job)), PATIENCE);
    await(rest.requestJobResult(JobID.fromHexString(job)), PATIENCE);
  }

  @SuppressWarnings("NullAway") // Flink's own word for "as configured"
  private static String orNull(String folder) {
    return folder.isEmpty() ? null : folder;
  }

  private <T> T await(CompletableFuture<T> answer, Duration patience) throws InterruptedException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Flink at " + address + " does not answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable root = e;
      while (root.getCause() != null && root.getCause() != root) {
        root = root.getCause();
      }
      throw new IllegalStateException(
          "Flink at " + address + " cannot do it: " + root.getMessage(), e);
    }
  }

  @Override
  public void close() {
    rest.close();
  }
}
