#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np
def convolve_grayscale_same( images, kernel ):
    """Return the same convolution of `images` with `kernel`."""
    kh,kw=kernel.shape
    padded=np.pad(images,((0,0),(kh//2,(kh-1)//2),(kw//2,(kw-1)//2)))
    convolved=np.zeros((padded.shape[0],padded.shape[1]-kh+1,padded.shape[2]-kw+1)) # the output, filled below
    for i in range( convolved.shape[1] ) :
        for j in range( convolved.shape[2] ) :
            convolved[:,i,j]=np.sum(padded[:,i:i+kh,j:j+kw]*kernel,axis=(1,2))
    return convolved 
