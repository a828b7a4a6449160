"""What a portfolio is: pure, without files, engines or terminal."""
