/**
 * The access tokens (JWT) of an identity provider: which are valid, and which caller they name. Depends on the security
 * package. Read {@link io.spanwire.edge.bearer.AccessTokens} first.
 */
@NullMarked
package io.spanwire.edge.bearer;

import org.jspecify.annotations.NullMarked;
