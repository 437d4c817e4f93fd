package io.spanwire.launcher.development;

import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.platform.LoadedDomains;
import io.spanwire.launcher.roles.PreparedRoles;
import io.spanwire.launcher.roles.Roles;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that runs a project from its sources. After a change of Java or SQL it compiles, loads the domain with another class
 * loader, and starts the roles again; Kafka, PostgreSQL and their data stay. What does not compile, load or start is told in
 * the terminal and in the pages, and the version before still runs. Pages are served as they are in the sources.
 */
public final class DevelopmentServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DevelopmentServer.class);
    private static final Duration LOOK = Duration.ofMillis(150);

    private final Settings settings;
    private final DomainProject project;
    private final ProgressListener progress;
    private final Optional<DomainCompiler> compiler;
    private final Changes changes = new Changes();
    private final Thread watcher = new Thread(this::watch, "development");
    private final Foundation foundation;
    private Environment environment;
    private Optional<Roles> roles = Optional.empty();
    private Map<Path, String> code;
    private Map<Path, String> migrated;
    private Map<Path, String> pages;

    private DevelopmentServer(Settings settings, DomainProject project, ProgressListener progress) {
        this.settings = settings;
        this.project = project;
        this.progress = progress;
        this.compiler = DomainCompiler.of(project);
        this.code = project.code(compiler.isPresent());
        this.migrated = project.migrations();
        this.pages = project.pages();
        this.foundation = Foundation.startInDevelopment(settings, this::load, changes, progress);
        this.environment = foundation.environment();
    }

    /** Starts it, and returns when it serves; throws UserFacingException when the project does not compile, load or start. */
    public static DevelopmentServer start(Settings settings, DomainProject project, ProgressListener progress) {
        DevelopmentServer server = new DevelopmentServer(settings, project, progress);
        try {
            server.roles = Optional.of(Roles.start(settings, server.environment, progress));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        progress.step(
                server.compiler.isPresent()
                        ? "development: changes in " + project.folder() + "/src/main run when they are saved"
                        : "development: run your build; changes in " + project.builtClasses() + " and "
                                + project.resources() + " are taken up");
        server.watcher.setDaemon(true);
        server.watcher.start();
        return server;
    }

    /** The roles that run at first. */
    public Roles roles() {
        return roles.orElseThrow();
    }

    private LoadedDomains load() {
        List<Path> paths = new ArrayList<>();
        paths.add(compiler.map(DomainCompiler::compile).orElseGet(project::builtClasses));
        paths.add(project.resources());
        paths.addAll(project.libraries());
        LoadedDomains loaded = LoadedDomains.ofFolders(paths);
        if (loaded.domains().all().isEmpty()) {
            loaded.close();
            throw new UserFacingException(
                    "The project has no domain.",
                    "Name its class in src/main/resources/META-INF/services/io.spanwire.bus.domain.Domain.");
        }
        return loaded;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK.toMillis());
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        Map<Path, String> now = project.code(compiler.isPresent());
        if (!now.equals(code)) {
            code = settled(now);
            pages = project.pages();
            takeUp();
            return;
        }
        Map<Path, String> shown = project.pages();
        if (!shown.equals(pages)) {
            pages = shown;
            if (changes.problem().isEmpty()) {
                changes.running();
            }
        }
    }

    /** Waits until nothing changes anymore: tools write many files, and long ones in parts. */
    private Map<Path, String> settled(Map<Path, String> seen) throws InterruptedException {
        Map<Path, String> before = seen;
        while (true) {
            Thread.sleep(LOOK.toMillis());
            Map<Path, String> now = project.code(compiler.isPresent());
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    private void takeUp() {
        long start = System.nanoTime();
        try {
            replace(environment.withDomains(load()));
            changes.running();
            progress.step("development: running after "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        } catch (RuntimeException | LinkageError e) {
            fail(e);
        }
    }

    /** What cannot run is refused while the version before runs; that one starts again if the next one does not start. */
    private void replace(Environment next) {
        Environment before = environment;
        try {
            PreparedRoles prepared = prepare(next);
            roles.ifPresent(Roles::closeNow);
            roles = Optional.empty();
            roles = Optional.of(prepared.start());
        } catch (RuntimeException | LinkageError e) {
            next.domains().close();
            if (roles.isEmpty()) {
                roles = Optional.of(Roles.start(settings, before, ProgressListener.SILENT));
            }
            throw e;
        }
        environment = next;
        before.domains().close();
    }

    private PreparedRoles prepare(Environment next) {
        Map<Path, String> migrations = project.migrations();
        if (migrations.equals(migrated)) {
            return PreparedRoles.ofOtherDomains(settings, next, this::warning);
        }
        PreparedRoles prepared = PreparedRoles.of(settings, next, this::warning);
        migrated = migrations;
        return prepared;
    }

    /** Of a start that is like the one before, only what is unusual. */
    private void warning(String step) {
        if (step.startsWith("WARNING")) {
            progress.step(step);
        }
    }

    private void fail(Throwable failure) {
        String reason = failure instanceof UserFacingException known
                ? known.getMessage() + "\n" + known.advice()
                : failure.toString();
        if (!(failure instanceof UserFacingException)) {
            LOG.warn("change not taken up", failure);
        }
        changes.failed(reason);
        progress.step("development: NOT running\n" + reason);
    }

    @Override
    public void close() {
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        roles.ifPresent(Roles::close);
        environment.domains().close();
        foundation.close();
    }
}
