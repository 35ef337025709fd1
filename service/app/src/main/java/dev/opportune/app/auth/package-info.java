/** Who may call: keys, kept as salted hashes. */
@NullMarked
package dev.opportune.app.auth;

import org.jspecify.annotations.NullMarked;
