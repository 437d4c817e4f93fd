/**
 * Sign-in of browsers at an identity provider (OpenID Connect, authorization code flow), and the two ways to sign out
 * there. Depends on the security and bearer packages. Read {@link io.spanwire.edge.oidc.SignInResource} first.
 */
@NullMarked
package io.spanwire.edge.oidc;

import org.jspecify.annotations.NullMarked;
