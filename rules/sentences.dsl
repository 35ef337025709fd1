# What the sentences of rules mean: [when] for conditions, [then] for actions; {holes} take what a rule says there.
[when]They order=$order : OrderCompleted()
[when]They do not order again within {days} days=not OrderCompleted( this after[1ms, {days}d] $order )
[when]A run of {flow} is open=$t : Trigger( flow == {flow} )
[when]They order after it started=OrderCompleted( this after[0s] $t )
[when]Its message {message} is out=Sent( trigger == $t, message == {message} )
[then]Start a run of {flow}=Trigger t = decide.trigger({flow}, $order);
[then]Send {message}=decide.send(t, {message});
[then]After {days} days send {message}=decide.delay(t, "{days}d", {message});
[then]End it, because {reason}=decide.end($t, {reason});
