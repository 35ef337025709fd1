[when]They look at a product=$view : ProductViewed( now )
[when]They look at {what}=$view : ProductViewed( now, category == {what} )
[when]Something of at least {price} is in the cart=$added : ProductAdded( now, price >= {price} )
[when]Nobody says this=Profile()
[then]Start the run=decide.trigger("cart-recovery", $view);
