package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.SettingKey;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.tls.LocalCertificate;
import io.spanwire.launcher.tls.TrustStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that says how browsers and programs of this machine trust the certificate of {@code up}. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Say how this machine trusts the certificate of up, or do it.",
            "",
            "up signs its certificate with an authority of its own, which stays the same when certificates are renewed. The"
                    + " authority is valid for this machine's names only: trusting it does not let anyone pretend to be"
                    + " another site."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:A command failed.", "2:Wrong usage."})
final class TrustCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--install", description = "Run the commands instead of printing them.")
    private boolean install;

    @Override
    public Integer call() throws InterruptedException {
        Path data = options.sources(options.flags()).path(SettingKey.DATA).orElseThrow();
        Path authority = LocalCertificate.authorityFile(data.resolve("tls"));
        if (!Files.exists(authority)) {
            throw new UserFacingException(
                    "There is no authority in " + data + " yet.",
                    "Start infra/up once, or give its folder with --data.");
        }
        Console console = console();
        console.print("The authority is " + authority);
        List<TrustStores.Store> stores = new TrustStores(authority, Path.of(System.getProperty("user.home"))).all();
        int failures = 0;
        for (TrustStores.Store store : stores) {
            console.print("");
            console.print("For " + store.users() + ":");
            for (List<String> command : store.commands()) {
                console.print("  " + String.join(" ", command));
                failures += install && !succeeds(command) ? 1 : 0;
            }
        }
        console.print("");
        console.print(
                "For one program: curl --cacert " + authority + ", or the import of authorities in its settings.");
        return failures == 0 ? 0 : 1;
    }

    private boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            console().note("  not done: " + e.getMessage());
            return false;
        }
    }
}
