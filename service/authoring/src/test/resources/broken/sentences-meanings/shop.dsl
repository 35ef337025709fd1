[when]Something of at least {price} is in the cart=$added : ProdutAdded( now, price >= {price} )
[when]A run of {flow} is open=$t : Trigger( flow == {flow} )
[when]They look at {product}=$view : ProductViewed( now, productid == {product} )
[then]Remind them {span} later=decide.delay($t, {span}, "cart-reminder");
[then]Forget it=decide.end($t, "over")
[when]Forget it=not Unsubscribed( this after[0s] $t )
