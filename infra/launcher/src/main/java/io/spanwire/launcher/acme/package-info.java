/**
 * Certificates that the server gets and renews itself from an ACME authority (RFC 8555), with HTTP challenges. Depends on
 * the packages {@code folder}, {@code settings}, {@code start} and {@code tls}. Read
 * {@link io.spanwire.launcher.acme.AcmeRenewal} first.
 */
@NullMarked
package io.spanwire.launcher.acme;

import org.jspecify.annotations.NullMarked;
