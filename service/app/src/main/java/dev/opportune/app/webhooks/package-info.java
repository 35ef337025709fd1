/** What email providers tell of the emails that they were given: known to be theirs, and put in the words of rules. */
@NullMarked
package dev.opportune.app.webhooks;

import org.jspecify.annotations.NullMarked;
