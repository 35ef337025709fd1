/** Whether the service can do its work, for the admin port. */
@NullMarked
package dev.opportune.app.health;

import org.jspecify.annotations.NullMarked;
