/**
 * A client of Spanwire for tests, written from the contract alone: it signs in, sends commands again until their
 * outcome is known, subscribes, resumes, and records all of it. Depends on the history package. Read
 * {@link io.spanwire.acceptance.client.SignedInUser} first.
 */
@NullMarked
package io.spanwire.acceptance.client;

import org.jspecify.annotations.NullMarked;
