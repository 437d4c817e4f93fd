/**
 * Service accounts: tokens that {@code spanwire token} created, and the file that lists them and their public keys. Depends
 * on the security package. Read {@link io.spanwire.edge.account.ServiceTokenList} first.
 */
@NullMarked
package io.spanwire.edge.account;

import org.jspecify.annotations.NullMarked;
