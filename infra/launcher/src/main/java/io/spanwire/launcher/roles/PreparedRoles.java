package io.spanwire.launcher.roles;

import io.spanwire.edge.server.GuardedTransport;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Role;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.vertx.core.Vertx;

/**
 * Roles that can start: their tables, topics and statements were prepared or checked. This is possible while others still
 * run on the same Kafka and PostgreSQL. Blocking.
 */
public final class PreparedRoles implements AutoCloseable {
    private final Preparation preparation;
    private final Vertx vertx;

    private PreparedRoles(Preparation preparation, Vertx vertx) {
        this.preparation = preparation;
        this.vertx = vertx;
    }

    /**
     * Prepares or checks tables and topics.
     *
     * @throws io.spanwire.launcher.start.UserFacingException with advice for the user
     */
    public static PreparedRoles of(Settings settings, Environment environment, ProgressListener progress) {
        progress.step("preparing tables and topics");
        Preparation preparation =
                Preparation.of(settings, environment, progress).ofInstallation();
        preparation.checkHistory(preparation.prepareOrCheck());
        return checked(preparation);
    }

    /** The same when tables and topics are known to be prepared: only the domains are others. */
    public static PreparedRoles ofOtherDomains(Settings settings, Environment environment, ProgressListener progress) {
        return checked(Preparation.of(settings, environment, progress).ofInstallation());
    }

    private static PreparedRoles checked(Preparation preparation) {
        preparation.checkEventTypes();
        preparation.checkAccess();
        PreparedRoles prepared = new PreparedRoles(preparation, GuardedTransport.vertx());
        try {
            prepared.checkStatements();
            return prepared;
        } catch (RuntimeException refused) {
            prepared.close();
            throw refused;
        }
    }

    private void checkStatements() {
        Settings settings = preparation.settings();
        if (settings.roles().contains(Role.WORKER)) {
            Await.started("worker", preparation.databases().tryWorker(vertx));
            Await.started(
                    "worker",
                    StatementCheck.projections(vertx, preparation.databases().worker(), preparation.domains()));
        }
        if (settings.listensForHttps()) {
            Await.started("edge", preparation.databases().tryReader(vertx));
            Await.started(
                    "edge", StatementCheck.views(vertx, preparation.databases().reader(), preparation.domains()));
        }
    }

    /** Starts the roles and returns when they serve. A failed start stops what it had started. */
    public Roles start() {
        try {
            recordDomains();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
        preparation.progress().step("starting " + preparation.settings().roles());
        return Roles.start(preparation, vertx);
    }

    /** Not before others have stopped: they would rebuild what they do not know. */
    private void recordDomains() {
        if (preparation.settings().roles().contains(Role.WORKER)) {
            preparation.checkProjections();
            preparation.recordReactions();
        }
    }

    /** Gives up what was not started. */
    @Override
    public void close() {
        Await.stopped("event loops", vertx.close());
    }
}
