/**
 * Authentication and authorization: session tokens, the cookie, the CSRF token, origins, rate limits, and the access
 * rules of domains. Depends on the messages, the domain API and the notifier's ports. Read
 * {@link io.spanwire.edge.security.Authenticator} first.
 */
@NullMarked
package io.spanwire.edge.security;

import org.jspecify.annotations.NullMarked;
