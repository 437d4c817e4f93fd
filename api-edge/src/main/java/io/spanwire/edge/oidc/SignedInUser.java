package io.spanwire.edge.oidc;

import io.spanwire.bus.message.Caller;

/**
 * Who signed in at the provider.
 *
 * @param session the provider's session ({@code sid}); empty if it named none
 * @param idToken for the sign-out there
 */
record SignedInUser(Caller caller, String session, String idToken) {
    @Override
    public String toString() {
        return "user " + caller.subject();
    }
}
