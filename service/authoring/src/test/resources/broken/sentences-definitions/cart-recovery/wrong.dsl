# Each line is wrong in its own way.
They order=OrderCompleted()
[keyword]rule=regel
[*]anything=Profile()
[wenn]They order=OrderCompleted()
[when]They order
[when]They order=
[when]=OrderCompleted()
[when]- of {category}=category == {category}
[when]They ordered {n:\d+} times=Profile( orders == {n} )
[when]They ordered {first}{second}=Profile( orders == {first}, id == {second} )
[when]They ordered {number} times=Profile( orders == {nmber} )
[when]They ordered {one} times=Profile( orders > 1 )
[when]{anything}={anything}
[when]They ordered {n} of {n}=Profile( orders == {n} )
[when]They ordered {n 1} times=Profile( orders == {n 1} )
