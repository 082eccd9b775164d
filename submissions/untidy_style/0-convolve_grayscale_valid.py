#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np
def convolve_grayscale_valid( images, kernel ):
    """Return the valid convolution of `images` with `kernel`."""
    kh,kw=kernel.shape
    convolved=np.zeros((images.shape[0],images.shape[1]-kh+1,images.shape[2]-kw+1)) # the output, filled below
    for i in range( convolved.shape[1] ) :
        for j in range( convolved.shape[2] ) :
            convolved[:,i,j]=np.sum(images[:,i:i+kh,j:j+kw]*kernel,axis=(1,2))
    return convolved 
