package io.spanwire.launcher.acme;

import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.tls.TrustedCertificates;
import java.io.IOException;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** One order of a certificate, from the account to the files. Blocking; every wait ends. */
final class AcmeOrder {
    private static final Duration NETWORK = Duration.ofSeconds(20);
    private static final Duration WAIT = Duration.ofMinutes(2);

    private final Settings.Acme settings;
    private final AcmeFolder folder;

    AcmeOrder(Settings.Acme settings, AcmeFolder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Proves each name and stores the certificate.
     *
     * @throws AcmeException when the authority does not answer, or refuses
     * @throws IOException when a file cannot be written
     */
    void run() throws AcmeException, IOException, GeneralSecurityException, InterruptedException {
        Order order = login().newOrder().domains(settings.names()).create();
        for (Authorization authorization : order.getAuthorizations()) {
            prove(authorization);
        }
        require(
                order.waitUntilReady(WAIT) == Status.READY,
                "The order was not accepted",
                order.getError().toString());
        KeyPair key = AcmeFolder.newKey();
        order.execute(key);
        require(
                order.waitForCompletion(WAIT) == Status.VALID,
                "The certificate was not issued",
                order.getError().toString());
        StringWriter chain = new StringWriter();
        order.getCertificate().writeCertificate(chain);
        folder.store(pem(key), chain.toString());
    }

    private Account login() throws AcmeException, IOException, GeneralSecurityException {
        Session session = settings.root().isPresent()
                ? new Session(
                        settings.directory(),
                        new Trusting(TrustedCertificates.only(settings.root().get())))
                : new Session(settings.directory(), new GenericAcmeProvider());
        session.networkSettings().setTimeout(NETWORK);
        AccountBuilder account = new AccountBuilder().agreeToTermsOfService().useKeyPair(folder.account());
        settings.contact().ifPresent(account::addEmail);
        return account.create(session); // the same one again, if the key has one
    }

    private void prove(Authorization authorization) throws AcmeException, IOException, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return;
        }
        String name = authorization.getIdentifier().getDomain();
        Http01Challenge challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new AcmeException("The authority has no HTTP challenge for " + name));
        folder.answer(challenge.getToken(), challenge.getAuthorization());
        try {
            challenge.trigger();
            require(
                    challenge.waitForCompletion(WAIT) == Status.VALID,
                    "The authority could not read the answer at http://" + name + "/.well-known/acme-challenge/",
                    challenge.getError().map(Problem::toString).orElse("no reason given"));
        } finally {
            folder.removeAnswer(challenge.getToken());
        }
    }

    private static void require(boolean isDone, String failure, String reason) throws AcmeException {
        if (!isDone) {
            throw new AcmeException(failure + ": " + reason);
        }
    }

    private static String pem(KeyPair key) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject("PRIVATE KEY", key.getPrivate().getEncoded()));
        }
        return text.toString();
    }

    /** An authority whose own certificate Java does not trust, such as one inside a company. */
    private static final class Trusting extends GenericAcmeProvider {
        private final SSLContext trust;

        Trusting(SSLContext trust) {
            this.trust = trust;
        }

        @Override
        protected HttpConnector createHttpConnector(NetworkSettings network) {
            return new HttpConnector(network) {
                @Override
                public HttpClient.Builder createClientBuilder() {
                    return super.createClientBuilder().sslContext(trust);
                }
            };
        }
    }
}
