/**
 * A client of Spanwire for tests, written from the contract alone: signs in, sends commands again until their fate is known,
 * subscribes and resumes, and records all of it. Read {@link io.spanwire.acceptance.client.SignedInUser} first.
 */
@NullMarked
package io.spanwire.acceptance.client;

import org.jspecify.annotations.NullMarked;
